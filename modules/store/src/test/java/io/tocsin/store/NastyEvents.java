package io.tocsin.store;

import java.util.ArrayList;
import java.util.List;

/** JSON objects that are allowed, and that someone will send. */
final class NastyEvents {
    private NastyEvents() {}

    static List<String> all() {
        List<String> nasty = new ArrayList<>(List.of(
                "{}",
                " { \"spaced\" : [ 1 , 2 ] } ",
                "{\"a\":1,\"a\":2,\"a\":\"three\"}",
                "{\"\":\"\",\" \":\" \"}",
                "{\"n\":[1,-0,0.0,1e309,-1E-400,123456789012345678901234567890,0.1e1,true,false,null]}",
                "{\"mixed\":[1,\"one\",{\"x\":1},[2,[3]]],\"mixed.x\":\"again\"}",
                "{\"ünï\":\"\\ud800 alone, \\u0000 zero, \\ud83d\\ude00 pair, \\\" \\\\ \\n\"}",
                "{\"raw\":\"ΣΊΣΥΦΟΣ 日本語 😀\"}",
                "{\"time\":\"9999-12-31T23:59:59.999999999Z\"}",
                "{\"time\":\"1066-10-14T09:00:00Z\"}",
                "{\"\\ud800\":1,\"\\ufffd\":2}",
                "{\"long\":\"" + "word ".repeat(50_000) + "\"}",
                "{\"long\":\"" + "x".repeat(200_000) + "\"}",
                "{\"" + "name".repeat(10_000) + "\":\"1\"}",
                "{\"deep\":".repeat(200) + "\"down\"" + "}".repeat(200)));
        StringBuilder wide = new StringBuilder("{\"f0\":0");
        for (int i = 1; i < 1_500; i++)
            wide.append(",\"f").append(i).append("\":").append(i);
        nasty.add(wide.append('}').toString());
        return nasty;
    }
}
