/** What a herd is run with besides the program: the files for containers and for Kubernetes. */
@NullMarked
package dev.proxyherd.deployment;

import org.jspecify.annotations.NullMarked;
