INSERT INTO issued_paper (subject, form, round, issue, content_hash, sha256, pages, bytes, path, template, issued_at, operator)
VALUES (:subject, :form, :round, :issue, :content_hash, :sha256, :pages, :bytes, :path, :template, :issued_at, :operator)
