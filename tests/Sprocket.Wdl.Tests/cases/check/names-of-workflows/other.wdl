version 1.2

workflow main {
}
