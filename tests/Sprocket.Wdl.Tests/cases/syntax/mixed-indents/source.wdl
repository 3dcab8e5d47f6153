version 1.1

task left_as_it_is {
  command <<<
    echo a
	echo b
  >>>
}

# What all lines have in common is spaces.
task fine {
  command <<<
    cat <<E
    	x
    E
	
  >>>
}
