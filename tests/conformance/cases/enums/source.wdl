version 1.3

enum Level {
    Low = 1,
    High = 10
}

# A choice has a name and a value.
workflow levels {
    input {
        Level level
    }

    output {
        Int n = value(level)
        Boolean is_high = level == Level.High
        Level low = Level.Low
    }
}
