//! One table for an enum that both machines and people read.

/// Declares an enum with, for each variant, the word used in files and on the command line and the
/// Chinese name shown to people.
macro_rules! named {
    (
        $(#[$meta:meta])*
        pub enum $name:ident, $noun:literal {
            $( $(#[$variant_meta:meta])* $variant:ident = $wire:literal, $chinese:literal; )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_meta])* $variant, )+ }

        impl $name {
            /// Every variant, in the order in which screens list them.
            pub const ALL: &'static [$name] = &[ $( $name::$variant, )+ ];

            /// The word in files and on the command line.
            pub fn wire(self) -> &'static str {
                match self { $( $name::$variant => $wire, )+ }
            }

            /// The name that people read.
            pub fn chinese(self) -> &'static str {
                match self { $( $name::$variant => $chinese, )+ }
            }

            /// Every Chinese name, in one line for the clerk.
            pub fn names() -> String {
                Self::ALL.iter().map(|known| known.chinese()).collect::<Vec<_>>().join("、")
            }

            /// The variant that a person typed, by its Chinese name or its word.
            ///
            /// # Errors
            /// [`UnknownWord`](crate::model::text::UnknownWord) with the Chinese names.
            pub fn typed(word: &str) -> Result<Self, $crate::model::text::UnknownWord> {
                let mut all = Self::ALL.iter().copied();
                all.find(|known| [known.wire(), known.chinese()].contains(&word)).ok_or_else(|| {
                    $crate::model::text::UnknownWord {
                        noun: $noun,
                        word: word.to_owned(),
                        known: Self::names(),
                    }
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.wire())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::model::text::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|known| known.wire() == word).ok_or_else(|| {
                    $crate::model::text::UnknownWord {
                        noun: $noun,
                        word: word.to_owned(),
                        known: Self::ALL.iter().map(|known| known.wire()).collect::<Vec<_>>().join("、"),
                    }
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.wire())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                word.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use named;
