package io.tocsin.server.cli;

import io.tocsin.routing.GoDurations;
import io.tocsin.yaml.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A duration as Alertmanager's flags take it, or as its file does: {@code 120h}, {@code 1.5h}, {@code 5d}. */
final class FlagDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        Duration go = GoDurations.parse(text);
        Duration read = go == null ? Durations.parse(text) : go;
        if (read == null) throw new TypeConversionException("'" + text + "' is not a duration such as 120h or 30s");
        return read;
    }
}
