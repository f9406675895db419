/** Tables of templates and what they render to; the rows that Go can answer were answered by Go. */
@NullMarked
package io.tocsin.template;

import org.jspecify.annotations.NullMarked;
