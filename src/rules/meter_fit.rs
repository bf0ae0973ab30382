//! A meter whose phases are not those of the supply (相数不符).

use crate::model::text::half_width;
use crate::model::vocabulary::Voltage;

/// What is odd about a meter of this type at this voltage, in words: a single-phase meter on three phases, or the
/// contrary. A warning: the type is free text.
pub fn warning(model: &str, voltage: Voltage) -> Option<String> {
    let model = half_width(model);
    let (single, three) = (model.contains("单相"), model.contains("三相"));
    let odd = match voltage {
        Voltage::V220 => three && !single,
        Voltage::V380 => single && !three,
        _ => single,
    };
    let voltage = voltage.chinese();
    odd.then(|| format!("表计型式是“{model}”，供电电压是{voltage}，相数不符；请核对型式和电压，确实无误的照此记录"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn phases_are_those_of_the_supply() {
        let single = "单相智能表 5(60)A 2.0级";
        let words = warning(single, Voltage::V380).unwrap();
        assert!(words.contains(single) && words.contains("380"), "{words}");
        assert_eq!(warning(single, Voltage::V220), None);
        assert!(warning("三相四线智能表", Voltage::V220).is_some());
        assert_eq!(warning("三相四线智能表", Voltage::V380), None);
        assert_eq!(warning("DTZ341", Voltage::V220), None, "not said");
    }
}
