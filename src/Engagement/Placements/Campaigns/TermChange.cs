using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Engagement.Placements.Campaigns;

/// <summary>A term of a campaign, its advertiser, or one of its creatives or slots that a step changed.</summary>
/// <param name="Field">Its name, such as `total`, `price.amountMinor`, `targets.channels.any`, `headline` or `slots.INLINE_TEXT.positions`; `id`: which creative took the place of which.</param>
/// <param name="Before">What it was: a text as it is, anything else as JSON; null: nothing.</param>
/// <param name="After">What it is.</param>
internal sealed record TermChange(string Field, string? Before, string? After)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // it is read by people, and as a text in JSON
    };

    /// <summary>What nobody books.</summary>
    private static readonly HashSet<string> NoTerms = ["id", "row", "state", "isHeld", "billed", "shortfall", "createdAt", "approvedAt", "retiredAt"];

    /// <summary>All terms, by name.</summary>
    /// <param name="view">A campaign or a creative, as the contract shows it; null: it has none.</param>
    public static IReadOnlyDictionary<string, string> TermsOf(object? view) => view is null
        ? new Dictionary<string, string>()
        : JsonSerializer.SerializeToElement(view, Json).EnumerateObject().Where(p => !NoTerms.Contains(p.Name))
            .SelectMany(p => Flatten(p.Name, p.Value)).ToDictionary(t => t.Key, t => t.Value);

    /// <summary>In order of the names.</summary>
    public static IReadOnlyList<TermChange> Between(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
    [
        .. before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Select(name => new TermChange(name, before.GetValueOrDefault(name), after.GetValueOrDefault(name)))
            .Where(c => c.Before != c.After),
    ];

    /// <summary>Of what was not there before.</summary>
    public static IReadOnlyList<TermChange> AllOf(object view) => Between(TermsOf(null), TermsOf(view));

    private static IEnumerable<KeyValuePair<string, string>> Flatten(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Flatten($"{name}.{p.Name}", p.Value)),
        JsonValueKind.Array when value.GetArrayLength() == 0 => [],
        JsonValueKind.String => [new(name, value.GetString() ?? "")],
        _ => [new(name, value.GetRawText())],
    };
}
