@NullMarked
package io.tocsin.query;

import org.jspecify.annotations.NullMarked;
