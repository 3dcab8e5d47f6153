version 1.3

# Of a chain one body is taken, and a name that all bodies declare is there whichever it was.
workflow chain {
    input {
        Int n
    }

    if (n < 0) {
        String sign = "negative"
    } else if (n == 0) {
        String sign = "zero"
    } else {
        String sign = "positive"
    }

    output {
        String said = sign
    }
}
