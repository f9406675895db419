/** Tests of routing. */
@NullMarked
package io.tocsin.routing;

import org.jspecify.annotations.NullMarked;
