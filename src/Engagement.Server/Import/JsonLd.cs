using System.Text.Json;
using System.Text.RegularExpressions;

namespace Engagement.Server.Import;

/// <summary>
/// Articles in the JSON-LD of a page (schema.org <c>Article</c> and what is one, such as <c>NewsArticle</c>): at the top, in
/// lists, in <c>@graph</c>, and as <c>mainEntity</c>. An object that is only named by its <c>@id</c> is the one of the page that
/// says more of it. What is not JSON is passed over: pages have broken scripts beside good ones.
/// </summary>
internal sealed partial class JsonLd
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };
    private static readonly string[] Nested = ["@graph", "mainEntity", "mainEntityOfPage"];

    private readonly Dictionary<string, JsonElement> _byId = [];

    /// <param name="scripts">The texts of a page's scripts, in order.</param>
    public JsonLd(IEnumerable<string> scripts)
    {
        List<JsonElement> roots = [.. scripts.Select(Parse).OfType<JsonElement>()];
        foreach (var thing in roots.SelectMany(Things))
            if (thing.EnumerateObject().Skip(1).Any() && Own(thing, "@id").Select(AsText).FirstOrDefault() is { } id)
                _byId.TryAdd(id, thing);
        Articles = [.. roots.SelectMany(Find)];
    }

    public IReadOnlyList<JsonElement> Articles { get; }

    /// <summary>The texts of a property: a string, a list of them, or of objects by their names or values.</summary>
    public IEnumerable<string> Texts(JsonElement? thing, string property) =>
        Values(thing, property).Select(v => v.ValueKind == JsonValueKind.Object ? Text(v, "name") ?? AsText(v) : AsText(v)).OfType<string>();

    /// <summary>The first text of a property, or null.</summary>
    public string? Text(JsonElement? thing, string property) =>
        Values(thing, property).Select(AsText).FirstOrDefault(t => t is not null);

    /// <summary>The address in a property: a string, or an object's <c>@id</c> or <c>url</c>.</summary>
    public string? Address(JsonElement? thing, string property) =>
        Values(thing, property).Select(v => v.ValueKind == JsonValueKind.Object ? Text(v, "@id") ?? Text(v, "url") : AsText(v)).FirstOrDefault(t => t is not null);

    /// <summary>The publisher's own identifier: a text, or the value of a <c>PropertyValue</c>.</summary>
    public string? Identifier(JsonElement? thing) =>
        Values(thing, "identifier").Select(v => v.ValueKind == JsonValueKind.Object ? Text(v, "value") : AsText(v)).FirstOrDefault(t => t is not null);

    /// <summary>Objects of a property whose type ends so.</summary>
    public IEnumerable<JsonElement> Things(JsonElement? thing, string property, params string[] types) =>
        Values(thing, property).Where(v => v.ValueKind == JsonValueKind.Object && IsOf(v, types));

    private static JsonElement? Parse(string script)
    {
        try
        {
            using var document = JsonDocument.Parse(Surrogates().Replace(script.Trim(), m => IsLone(m) ? @"\uFFFD" : m.Value), Lenient);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<JsonElement> Find(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Find),
        JsonValueKind.Object when IsOf(value, "Article", "BlogPosting") => [value],
        JsonValueKind.Object => Nested.SelectMany(n => Own(value, n)).SelectMany(Find),
        _ => [],
    };

    /// <summary>The objects in a value, itself included.</summary>
    private static IEnumerable<JsonElement> Things(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Things),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Things(p.Value)).Prepend(value),
        _ => [],
    };

    private static bool IsOf(JsonElement thing, params string[] types) =>
        Own(thing, "@type").Select(AsText).OfType<string>().Any(t => Array.Exists(types, e => t.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>The values of a property, each object with what the page says of it elsewhere.</summary>
    private IEnumerable<JsonElement> Values(JsonElement? thing, string property) => Own(thing, property).Select(v =>
        v.ValueKind == JsonValueKind.Object && Own(v, "@id").Select(AsText).FirstOrDefault() is { } id && _byId.TryGetValue(id, out var said) ? said : v);

    private static IEnumerable<JsonElement> Own(JsonElement? thing, string property) =>
        thing is not { ValueKind: JsonValueKind.Object } found || !found.TryGetProperty(property, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : [value];

    /// <summary>A literal, also as an object that has its value (JSON-LD 1.1, section 4.2.1).</summary>
    private static string? AsText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => SavedTexts.Clean(value.GetString()),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Object => Own(value, "@value").Select(AsText).FirstOrDefault(),
        _ => null,
    };

    private static bool IsLone(Match escape) => escape.Value.Length == @"\uD800".Length;

    /// <summary>
    /// Escapes: a pair of surrogates, a lone one, which is no character and which the parser would refuse to read, and any other.
    /// </summary>
    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\\.", RegexOptions.Singleline)]
    private static partial Regex Surrogates();
}
