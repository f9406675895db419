@NullMarked
package io.tocsin.sigma;

import org.jspecify.annotations.NullMarked;
