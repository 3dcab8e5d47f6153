version 1.1

import ""
import lib.wdl
import "a.wdl" alias A
import "b.wdl" alias B as C as b
import "c.wdl" as task
import "d.wdl" as d alias D as E
import

workflow w {
}
