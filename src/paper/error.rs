//! What can go wrong on the paper floor; the messages are read by clerks.

/// A paper that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    #[error("没有编号为“{0}”的表单")]
    UnknownForm(String),
    #[error("没有编号为“{0}”的合同范本")]
    UnknownContract(String),
    #[error("表单说明“{form}”有误：{reason}")]
    Form { form: String, reason: String },
    #[error("文本“{name}”第 {line} 行第 {column} 列有误：{fault}")]
    Template {
        name: String,
        line: usize,
        column: usize,
        fault: TemplateFault,
    },
    #[error("{0}")]
    MissingGlyph(MissingGlyph),
    #[error("“{0}”只能按空白或填好的表打印，不能套打")]
    NoOverprint(String),
    #[error("内嵌字体“{0}”读不出来，程序文件可能已损坏，请重新安装")]
    Font(&'static str),
    #[error("条形码“{0}”里有不能编码的字符")]
    Barcode(String),
    #[error("生成 PDF 失败：{0}")]
    Pdf(String),
}

/// What is wrong at one place of a contract or paragraph.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateFault {
    #[error("“{{{{”之后缺少“}}}}”")]
    Unclosed,
    #[error("“}}}}”之前没有“{{{{”")]
    Unopened,
    #[error("“{{{{ }}}}”里没有写字段名")]
    Empty,
    #[error("没有名为“{0}”的字段")]
    UnknownField(String),
    #[error("没有名为“{0}”的表格")]
    UnknownTable(String),
    #[error("文件开头缺少“{0}”一行")]
    MissingHead(&'static str),
}

/// A character that none of the embedded fonts can draw.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{label}”中有一个字（{code}）不在程序自带的字库里，无法打印；请改用其他写法或手写", code = self.code_point())]
pub struct MissingGlyph {
    pub ch: char,
    /// Key of the field, empty for the form's own wording.
    pub field: String,
    /// What the field is called on the paper.
    pub label: String,
}

impl MissingGlyph {
    /// The Unicode code point, as in `U+31350`.
    pub fn code_point(&self) -> String {
        format!("U+{:04X}", u32::from(self.ch))
    }
}
