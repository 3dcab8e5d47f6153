version 1.2

task counted {
  command {
    echo a
	echo b
  }
}
