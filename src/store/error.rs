//! What can go wrong with the file, in sentences for the clerk.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the machine or of a file: never a refusal by a rule.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("磁盘已满，这次操作没有保存。请腾出磁盘空间后再试")]
    DiskFull,
    #[error(
        "“{}”所在的盘满了，没有写成；没有留下写了一半的文件，供电所的数据都在，没有改动。请在那块盘上腾出空间，或换一块盘再试",
        folder.display()
    )]
    TargetFull { folder: PathBuf },
    #[error("数据文件夹不能写入（只读或没有权限），这次操作没有保存。请检查文件夹的权限")]
    ReadOnly,
    #[error(
        "文件夹“{}”不能写入：磁盘只读，或当前用户没有这个文件夹的写入权限。数据没有改动。请加上写入权限再试",
        path.display()
    )]
    NotWritable { path: PathBuf },
    #[error("数据正忙，这次操作没有保存。请稍等片刻再试")]
    Busy,
    #[error("另一个窗口或命令正在使用这个数据文件夹，请先关闭它再试")]
    InUse,
    #[error("数据文件已损坏（{detail}）{}", place(path))]
    Damaged { path: PathBuf, detail: String },
    #[error("数据文件不见了，但文件夹里还有备份或移开的旧文件：{}。请先恢复备份，或确认新建", path.display())]
    Missing { path: PathBuf },
    #[error(
        "数据文件由更新版本的程序写成（文件版本 {found}，本程序只认到 {known}）。请升级程序；文件没有改动"
    )]
    Newer { found: u32, known: u32 },
    #[error("这不是业扩台的数据文件：{}。文件没有改动", path.display())]
    NotOurs { path: PathBuf },
    #[error("备份到数据盘以外的地方必须加密，请设置口令")]
    PassphraseNeeded,
    #[error("已经取消，没有留下写了一半的文件")]
    Cancelled,
    #[error("口令不对，或文件不完整")]
    WrongPassphrase,
    #[error("备份写出后核对不符：{}。这份备份没有保留，请换一个位置再试", path.display())]
    CopyDiffers { path: PathBuf },
    #[error("{}：{}", path.display(), in_words(.source))]
    Io { path: PathBuf, source: io::Error },
    #[error("数据库的版本太旧（{0}），程序安装不完整，请重新安装")]
    OldSqlite(&'static str),
    #[error("{}", sqlite_in_words(.0))]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// An I/O failure at `path`, told apart from a full disk and a read-only folder.
    pub fn io(path: &Path, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            _ => Self::Io {
                path: path.to_owned(),
                source,
            },
        }
    }

    /// The data folder `dir` was to be opened, and nothing was done yet: says which right is missing.
    pub(super) fn opening(self, dir: &Path) -> Self {
        let denied = match &self {
            Self::ReadOnly => true,
            Self::Io { source, .. } => source.kind() == io::ErrorKind::PermissionDenied,
            _ => false,
        };
        if denied {
            Self::NotWritable {
                path: dir.to_owned(),
            }
        } else {
            self
        }
    }

    /// What was written went into `folder`, outside the records: says which disk is full.
    pub(super) fn writing_into(self, folder: &Path) -> Self {
        match self {
            Self::DiskFull => Self::TargetFull {
                folder: folder.to_owned(),
            },
            other => other,
        }
    }

    /// Says which file a damage report is about: SQLite's own codes do not.
    pub(super) fn at(self, path: &Path) -> Self {
        match self {
            Self::Damaged { detail, .. } => Self::Damaged {
                path: path.to_owned(),
                detail,
            },
            other => other,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        // No room for the file that processes share beside the log: SQLite calls it a failed write.
        let no_room = error
            .sqlite_error()
            .is_some_and(|error| error.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE);
        match error.sqlite_error_code() {
            _ if no_room => Self::DiskFull,
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged {
                path: PathBuf::new(),
                detail: "内容前后不一致".to_owned(),
            },
            Some(ErrorCode::NotADatabase) => Self::Damaged {
                path: PathBuf::new(),
                detail: "文件头不可辨认".to_owned(),
            },
            _ => Self::Sqlite(error),
        }
    }
}

/// SQLite's own codes do not say which file.
fn place(path: &Path) -> String {
    if path.as_os_str().is_empty() {
        String::new()
    } else {
        format!("：{}", path.display())
    }
}

fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "找不到文件或文件夹".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读写权限".to_owned(),
        io::ErrorKind::AlreadyExists => "同名文件已存在".to_owned(),
        io::ErrorKind::NotADirectory => "这里应当是文件夹".to_owned(),
        io::ErrorKind::UnexpectedEof => "文件不完整".to_owned(),
        _ => match error.raw_os_error() {
            Some(code) => format!("读写失败（系统代号 {code}）"),
            None => "读写失败".to_owned(),
        },
    }
}

fn sqlite_in_words(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..) => {
            "数据文件里有一项内容不可辨认，请运行数据检查".to_owned()
        }
        rusqlite::Error::QueryReturnedNoRows => "数据文件里找不到这一项".to_owned(),
        _ => match error.sqlite_error() {
            Some(inner) if inner.code == ErrorCode::SystemIoFailure => {
                format!(
                    "磁盘读写失败，这次操作没有保存（代号 {}）",
                    inner.extended_code
                )
            }
            Some(inner) if inner.code == ErrorCode::CannotOpen => {
                "数据文件打不开，请检查文件夹是否存在、是否有权限".to_owned()
            }
            Some(inner) if inner.code == ErrorCode::ConstraintViolation => {
                format!(
                    "内容与已有的数据冲突，没有保存（代号 {}）",
                    inner.extended_code
                )
            }
            Some(inner) => format!(
                "数据库出错，这次操作没有保存（代号 {}）",
                inner.extended_code
            ),
            None => "数据库出错，这次操作没有保存".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_english_reaches_the_clerk() {
        let sqlite =
            rusqlite::Connection::open_in_memory().and_then(|conn| conn.execute_batch("NO SQL"));
        let io = StoreError::io(Path::new("甲"), io::Error::from(io::ErrorKind::NotFound));
        for error in [
            StoreError::from(
                sqlite
                    .err()
                    .into_iter()
                    .next()
                    .unwrap_or(rusqlite::Error::InvalidQuery),
            ),
            io,
        ] {
            let sentence = error.to_string();
            assert!(
                !sentence.chars().any(|c| c.is_ascii_alphabetic()),
                "{sentence}"
            );
        }
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named_and_nothing_is_said_to_be_lost() {
        let dir = Path::new("/数据");
        let read_only = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        for source in [read_only, denied] {
            let error = StoreError::io(&dir.join("desk.lock"), source).opening(dir);
            let words = error.to_string();
            assert!(words.contains("“/数据”不能写入"), "{words}");
            assert!(words.contains("写入权限"), "{words}");
            assert!(!words.contains("没有保存"), "{words}");
        }
    }

    #[test]
    fn a_full_disk_that_is_not_the_records_own_is_named() {
        let words = StoreError::DiskFull.writing_into(Path::new("/盘"));
        let words = words.to_string();
        assert!(words.contains("“/盘”所在的盘满了"), "{words}");
        assert!(words.contains("数据都在"), "{words}");
        assert!(!words.contains("没有保存"), "{words}");
    }

    #[test]
    fn a_full_disk_is_told_apart() {
        let full = StoreError::io(Path::new("x"), io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(full, StoreError::DiskFull));
        for code in [
            rusqlite::ffi::SQLITE_FULL,
            rusqlite::ffi::SQLITE_IOERR_SHMSIZE,
        ] {
            let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
            assert!(matches!(error.into(), StoreError::DiskFull), "{code}");
        }
    }
}
