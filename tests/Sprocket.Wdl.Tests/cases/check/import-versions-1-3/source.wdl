version 1.3

import "older.wdl"

workflow main {
  call older.run
}
