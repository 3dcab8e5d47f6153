version 1.2

import "main.wdl"
import "other.wdl" as lib

task t {
    command <<< >>>
}

workflow main {
    call t as main
    call lib.main as fine
}
