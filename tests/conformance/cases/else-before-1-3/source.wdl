version 1.2

workflow choosing {
    if (true) {
        Int a = 1
    } else {
        Int a = 2
    }
}
