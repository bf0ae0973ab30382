INSERT INTO issued_paper (subject, form, issue, content_hash, sha256, pages, bytes, path, template, issued_at, operator)
VALUES (:subject, :form, :issue, :content_hash, :sha256, :pages, :bytes, :path, :template, :issued_at, :operator)
