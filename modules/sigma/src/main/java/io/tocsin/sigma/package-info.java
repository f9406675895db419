/** Sigma rules, read unchanged into conditions of the search language. */
@NullMarked
package io.tocsin.sigma;

import org.jspecify.annotations.NullMarked;
