version 1.2

task t {
    input {
        Int lines = 20000
    }

    env String table = sep("\n", prefix("line ", range(lines)))
    env String small = "é"

    command <<< echo "$table" >>>
}
