version 1.1

# None is given on purpose, and an optional in a placeholder that joins with it leaves nothing.
workflow optionals {
    input {
        Int? given = 5
        String? absent
    }

    output {
        Int? cleared = given
        String flag = "x~{"--name " + absent}y"
        Boolean same = absent == None
    }
}
