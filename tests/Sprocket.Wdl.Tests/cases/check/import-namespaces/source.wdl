version 1.0

import "tools.wdl"
import "sub/tools.wdl"
import "unused.wdl"
import "types.wdl"

workflow main {
  call tools.run
  call tool.run as second
  call tools.rum as third
  call run as fourth
  call tools.inner.deep
  call tools.outer.deep as fifth
  Int x = tools.run
}
