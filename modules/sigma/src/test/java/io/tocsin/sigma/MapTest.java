package io.tocsin.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.yaml.Problems;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapTest {
    private static final SigmaMaps SHIPPED = SigmaMaps.shipped();

    private static SigmaMaps read(String text, Problems problems) {
        return SigmaMaps.parse("m.yml", text, problems);
    }

    @ParameterizedTest
    @CsvSource({
        "a,,,exact",
        "a,b,,category",
        "a,c,,category",
        "a,d,,",
        "a,,x,",
        "b,x,,anything",
        "b,,,anything",
        "b,x,y,",
        ",,s,service",
        "c,,,"
    })
    void aMapFitsWhatItListsAndNothingElse(String product, String category, String service, String name) {
        SigmaMaps maps = Sigma.maps("""
                maps:
                - {name: exact, sources: [{product: A}]}
                - {name: category, sources: [{product: a, category: [b, c]}]}
                - {name: anything, sources: [{product: b, category: '*'}]}
                - {name: service, sources: [{service: s}]}
                """);

        SourceMap map = maps.of(new LogSource(text(product), text(category), text(service)));
        assertThat(map == null ? null : map.name()).isEqualTo(name);
    }

    private static String text(String said) {
        return Objects.requireNonNullElse(said, "");
    }

    @Test
    void theFirstMapThatFitsCounts() {
        SigmaMaps own = Sigma.maps("maps:\n- {name: own, sources: [{product: aws, service: cloudtrail}]}");
        LogSource source = new LogSource("aws", "", "cloudtrail");

        assertThat(Objects.requireNonNull(own.before(SHIPPED).of(source)).name())
                .isEqualTo("own");
        assertThat(Objects.requireNonNull(SHIPPED.before(own).of(source)).name())
                .isEqualTo("cloudtrail");
    }

    @Test
    void otherFieldsAreFoundUnderEachPrefix() {
        SourceMap map = Objects.requireNonNull(
                Sigma.maps("maps:\n- {name: m, fields: {a: b}, others: ['*', 'extra.*'], sources: [{product: p}]}")
                        .of(new LogSource("p", "", "")));

        assertThat(map.names("a")).containsExactly("b");
        assertThat(map.names("c")).containsExactly("c", "extra.c");
        assertThat(map.names("extra.c")).containsExactly("extra.c");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            {name: m, sources: [{product: p}], feilds: {}}       ~ m.yml:1:43: unknown key 'feilds', did you mean 'fields'?
            {name: m, sources: [{produkt: p}]}                   ~ m.yml:1:28: a source needs a product, a category or a service
            {name: m}                                            ~ m.yml:1:8: a map needs 'sources': the log sources that it is for
            {sources: [{product: p}]}                            ~ m.yml:1:8: 'name' is required
            {name: m, match: 'a:(', sources: [{product: p}]}     ~ m.yml:1:25: cannot end the query here: a condition is missing
            {name: m, others: extra, sources: [{product: p}]}    ~ m.yml:1:26: 'others' must be names that end in *, such as extra.*, or none, not 'extra'
            """)
    void whatIsWrongInAMapIsSaid(String map, String problem) {
        Problems problems = new Problems();
        read("maps: [" + map + "]", problems);

        assertThat(problems.list()).isNotEmpty();
        assertThat(problems.toString()).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " ~ ", quoteCharacter = '\u0001', textBlock = """
            {product: tocsin}                       ~ amount|gt: 5            ~ context.amount=7        ~ true
            {product: tocsin}                       ~ amount|gt: 5            ~ extra.amount=3          ~ false
            {product: tocsin, service: pay}         ~ username: Anna          ~ user=anna               ~ true
            {category: authentication}              ~ User: anna              ~ action=login user=anna  ~ true
            {category: authentication}              ~ User: anna              ~ action=order user=anna  ~ false
            {product: linux, service: sshd}         ~ '|re': Failed           ~ service=sshd m=Failed   ~ true
            {product: linux, service: sshd}         ~ '|re': Failed           ~ service=web m=Failed    ~ false
            {product: linux, service: auth}         ~ rhost: 10.0.0.1         ~ service=sshd(pam_unix) ip=10.0.0.1 ~ true
            {product: linux, service: sudo}         ~ USER: root              ~ service=sudo extra.USER=root       ~ true
            {category: webserver}                   ~ cs-uri-query|contains: ../  ~ status=200 extra.method=GET extra.path=/../etc ~ true
            {category: webserver}                   ~ cs-uri-query|contains: ../  ~ status=200 path=/../etc  ~ false
            {product: apache, category: webserver}  ~ sc-status: 404          ~ status=404 method=GET   ~ true
            {product: aws, service: cloudtrail}     ~ eventName: StopLogging  ~ eventSource=cloudtrail.amazonaws.com eventName=StopLogging ~ true
            {product: aws, service: cloudtrail}     ~ userIdentity.type: Root ~ extra.eventSource=s3.amazonaws.com extra.userIdentity.type=Root ~ true
            {product: windows, category: process_creation} ~ Image|endswith: cmd.exe ~ Channel=Microsoft-Windows-Sysmon/Operational EventID=1 Image=C:\\cmd.exe ~ true
            {product: windows, category: process_creation} ~ Image|endswith: cmd.exe ~ Channel=Microsoft-Windows-Sysmon/Operational EventID=3 Image=C:\\cmd.exe ~ false
            {product: windows, service: security}   ~ EventID: 4625           ~ Channel=Security EventID=4625 ~ true
            {product: windows, service: security}   ~ EventID: 4625           ~ Channel=System EventID=4625   ~ false
            {product: windows}                      ~ EventID: 4625           ~ Channel=System EventID=4625   ~ true
            """)
    void shippedMapsRoute(String source, String line, String event, boolean found) {
        String rule = "title: x\nlogsource: " + source + "\ndetection:\n  s:\n    " + line + "\n  condition: s\n";
        SigmaSet set = SigmaFiles.parse(Map.of("r.yml", rule), SHIPPED, Map.of(), new Problems());

        assertThat(set.inactive()).isEmpty();
        assertThat(set.rules().getFirst().match().matches(event(event))).isEqualTo(found);
    }

    private static LogEvent event(String pairs) {
        return Sigma.event(pairs.replace('=', ' ').split(" "));
    }
}
