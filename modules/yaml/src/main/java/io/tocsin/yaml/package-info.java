/** YAML with line numbers: nodes, problems, suggestions. */
@NullMarked
package io.tocsin.yaml;

import org.jspecify.annotations.NullMarked;
