using System.Text.Json;

namespace Engagement.Server.Import;

/// <summary>
/// Articles in the JSON-LD of a page (schema.org <c>Article</c> and what is one, such as <c>NewsArticle</c>): at the top, in
/// lists, in <c>@graph</c>, and as <c>mainEntity</c>. What is not JSON is passed over: pages have broken scripts beside good ones.
/// </summary>
internal static class JsonLd
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly string[] Nested = ["@graph", "mainEntity", "mainEntityOfPage"];

    public static IReadOnlyList<JsonElement> Articles(IEnumerable<string> scripts) => [.. scripts.Select(Parse).SelectMany(Find)];

    /// <summary>The texts of a property: a string, a list of them, or of objects by their names.</summary>
    public static IEnumerable<string> Texts(JsonElement? thing, string property) =>
        Values(thing, property).Select(v => v.ValueKind == JsonValueKind.Object ? Text(v, "name") : AsText(v)).OfType<string>();

    /// <summary>The first text of a property, or null.</summary>
    public static string? Text(JsonElement? thing, string property) =>
        Values(thing, property).Select(AsText).FirstOrDefault(t => t is not null);

    /// <summary>The address in a property: a string, or an object's <c>@id</c> or <c>url</c>.</summary>
    public static string? Address(JsonElement? thing, string property) =>
        Values(thing, property).Select(v => v.ValueKind == JsonValueKind.Object ? Text(v, "@id") ?? Text(v, "url") : AsText(v)).FirstOrDefault(t => t is not null);

    /// <summary>The publisher's own identifier: a text, or the value of a <c>PropertyValue</c>.</summary>
    public static string? Identifier(JsonElement? thing) =>
        Values(thing, "identifier").Select(v => v.ValueKind == JsonValueKind.Object ? Text(v, "value") : AsText(v)).FirstOrDefault(t => t is not null);

    /// <summary>Objects of a property whose type ends so.</summary>
    public static IEnumerable<JsonElement> Things(JsonElement? thing, string property, params string[] types) =>
        Values(thing, property).Where(v => v.ValueKind == JsonValueKind.Object && IsOf(v, types));

    private static JsonElement? Parse(string script)
    {
        try
        {
            using var document = JsonDocument.Parse(script.Trim(), Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> Find(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().SelectMany(item => Find(item)),
        { ValueKind: JsonValueKind.Object } thing when IsOf(thing, "Article", "BlogPosting") => [thing],
        { ValueKind: JsonValueKind.Object } thing => Nested.SelectMany(n => Values(thing, n)).SelectMany(v => Find(v)),
        _ => [],
    };

    private static bool IsOf(JsonElement thing, params string[] types) =>
        Values(thing, "@type").Select(AsText).OfType<string>().Any(t => Array.Exists(types, e => t.EndsWith(e, StringComparison.Ordinal)));

    private static IEnumerable<JsonElement> Values(JsonElement? thing, string property) =>
        thing is not { ValueKind: JsonValueKind.Object } found || !found.TryGetProperty(property, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : [value];

    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SavedTexts.Clean(value.GetString()),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
