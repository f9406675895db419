@NullMarked
package io.tocsin.rules.match;

import org.jspecify.annotations.NullMarked;
