package io.tocsin.sigma;

import java.util.ArrayList;
import java.util.List;

/** Which logs a rule is about, in lower case; empty where it does not say. */
public record LogSource(String product, String category, String service) {
    boolean isEmpty() {
        return product.isEmpty() && category.isEmpty() && service.isEmpty();
    }

    /** Whether all that the other one says, this one says too. */
    boolean isWithin(LogSource wider) {
        return isWithin(product, wider.product)
                && isWithin(category, wider.category)
                && isWithin(service, wider.service);
    }

    private static boolean isWithin(String mine, String wider) {
        return wider.isEmpty() || wider.equals(mine);
    }

    /** As a flow mapping of YAML, which can be pasted into a map. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (!product.isEmpty()) parts.add("product: " + product);
        if (!category.isEmpty()) parts.add("category: " + category);
        if (!service.isEmpty()) parts.add("service: " + service);
        return "{" + String.join(", ", parts) + "}";
    }
}
