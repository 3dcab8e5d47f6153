version 1.2

# Refused before anything runs.
workflow broken {
    Array[Int] numbers = ["one", "two"]
}
