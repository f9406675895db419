/** Which of many queries an event meets, without asking each of them. */
@NullMarked
package io.tocsin.rules.match;

import org.jspecify.annotations.NullMarked;
