version 1.3

enum Level {
    Low = 1,
    High = 10
}

struct Plan {
    Level level
    Array[Level] others
}

# In JSON and in texts a choice is its name, wherever in a value it stands.
task plan {
    input {
        Plan plan
        Map[String, Level] levels
        Level? absent
    }

    command <<<
        echo '~{plan.level}' '~{value(plan.others[1])}'
        cat '~{write_json(plan)}' >plan.json
    >>>

    output {
        String said = read_string(stdout())
        Plan plan_out = read_json("plan.json")
        Level from_text = "Low"
        Map[String, Level] levels_out = levels
        Level? absent_out = absent
    }
}
