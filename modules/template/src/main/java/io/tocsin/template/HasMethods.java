package io.tocsin.template;

import java.util.Optional;

/** A list or map that also has methods. One called {@code String} says how it is printed. */
interface HasMethods {
    Optional<Function> method(String name);
}
