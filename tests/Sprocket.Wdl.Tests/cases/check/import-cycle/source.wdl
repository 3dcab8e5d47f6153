version 1.0

import "a.wdl"
import "source.wdl" as self

workflow main {
  call a.run
}
