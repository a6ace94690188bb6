package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request carries. */
class RequestBodyTest {
    private static HttpCheckBuilder check() {
        return HttpCheck.builder("https://shop.example.com/orders");
    }

    @Test
    void writesAFormAsABrowserDoes() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("user name", "Jörg & Söhne");
        fields.put("empty", "");
        fields.put("a=b", "1+1=2%");
        assertThat(new RequestBody.Form(fields).text())
                .isEqualTo("user+name=J%C3%B6rg+%26+S%C3%B6hne&empty=&a%3Db=1%2B1%3D2%25");
    }

    @Test
    void writesWhatAJenkinsfileHasAsJson() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("id", 7);
        order.put("price", new BigDecimal("1.50"));
        order.put("note", new StringBuilder("\"quoted\"\n"));
        order.put("items", List.of(true, 'c', Map.of()));
        order.put("none", null);
        assertThat(RequestBody.Json.of(order).text())
                .isEqualTo(
                        "{\"id\":7,\"price\":1.50,\"note\":\"\\\"quoted\\\"\\n\",\"items\":[true,\"c\",{}],\"none\":null}");
        assertThat(RequestBody.Json.of("UP").text()).isEqualTo("\"UP\"");
    }

    @Test
    void rejectsValuesThatJsonDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestBody.Json.of(Map.of("at", new Date())))
                .withMessage(
                        "json: expected texts, numbers, true or false, maps and lists, found a value of the type Date");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RequestBody.Json.of(itself))
                .withMessageContaining("nested up to 100 times");
    }

    @ParameterizedTest
    @CsvSource({"s3cret, 1, 7", "'{\"a\": s3cret}', 1, 14", "'[1,\n 2,\n s3cret]', 3, 8", "'{} {}', 1, 4", "'', 1, 0"})
    void tellsWhereATextIsNoJsonWithoutShowingIt(String text, int line, int column) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestBody.Json(text))
                .withMessageMatching("json: expected JSON, found a mistake( in line " + line + ", column \\d+)?")
                .withMessageNotContaining("s3cret");
    }

    @Test
    void isSentByPostUnlessAnotherMethodIsGiven() {
        assertThat(check().build().method()).isEqualTo(HttpMethod.GET);
        assertThat(check().body("").form(Map.of()).build().method()).isEqualTo(HttpMethod.GET);
        assertThat(check().body("x").build().method()).isEqualTo(HttpMethod.POST);
        assertThat(check().form(Map.of("a", "b")).build().method()).isEqualTo(HttpMethod.POST);
        assertThat(check().json(new RequestBody.Json("{}")).build().method()).isEqualTo(HttpMethod.POST);
        assertThat(check().method(HttpMethod.GET).body("x").build().method()).isEqualTo(HttpMethod.GET);
        assertThat(check().json(new RequestBody.Json("1"))
                        .method(HttpMethod.PUT)
                        .build()
                        .method())
                .isEqualTo(HttpMethod.PUT);
    }

    @Test
    void isOneAtMost() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> check().body("x").json(new RequestBody.Json("{}")).build())
                .withMessage("json: expected one of body, form and json at most, found body and json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check().form(Map.of("a", "b")).body("x").build())
                .withMessage("body: expected one of body, form and json at most, found form and body");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check().form(Map.of("", "b")).build())
                .withMessage("form: expected a name for every field, found an empty one");
    }

    @Test
    void showsNothing() {
        assertThat(List.of(
                        new RequestBody.Text("s3cret"),
                        new RequestBody.Form(Map.of("s3cret", "s3cret")),
                        new RequestBody.Json("\"s3cret\"")))
                .allSatisfy(payload -> assertThat(payload.toString()).doesNotContain("s3cret"));
    }
}
