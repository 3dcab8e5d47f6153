version 1.1

workflow a {}

workflow b {}

workflow c {}
