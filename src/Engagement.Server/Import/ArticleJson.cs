using System.Text.Json;
using System.Text.Json.Serialization;
using Engagement.Articles;
using Engagement.Graph;

namespace Engagement.Server.Import;

/// <summary>An article as JSON: the names and values of the contract's <c>ArticleInput</c>, and no others.</summary>
internal static class ArticleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false), new InstantConverter() },
    };

    /// <summary>Reads one.</summary>
    /// <exception cref="JsonException">It is none; the message says why.</exception>
    public static ArticleInput Parse(byte[] text)
    {
        var article = JsonSerializer.Deserialize<ArticleInput>(text, Options) ?? throw new JsonException("The line is null.");
        return Entries(article).Contains(null) ? throw new JsonException("A list has an entry that is null.") : article;
    }

    /// <summary>What is wrong with a line, in one line and in the contract's words.</summary>
    public static string Describe(JsonException wrong)
    {
        var (place, message) = (wrong.Path ?? "$", wrong.Message);
        return wrong.InnerException is JsonException ? $"It is no JSON, from byte {wrong.BytePositionInLine} on."
            : message.Contains("could not be mapped", StringComparison.Ordinal) ? $"{place}: an article has no such field."
            : message.Contains("could not be converted", StringComparison.Ordinal) ? $"{place}: the value is of another type."
            : message.Contains("missing required", StringComparison.Ordinal) ? $"{place}: fields are missing: {message.Split("including: ")[^1].Split(" Path: ")[0]}"
            : message.Contains("Duplicate property", StringComparison.Ordinal) ? $"{place}: a field is there twice: {message.Split('\'')[1]}."
            : message.Contains("null", StringComparison.Ordinal) && wrong.Path is not null ? $"{place}: the value is null."
            : message;
    }

    /// <summary>The place of an error of the call's, as in <c>$.companies[0].url</c>.</summary>
    /// <param name="path">From "articles" and the index on.</param>
    public static string Place(IReadOnlyList<string>? path) =>
        "$" + string.Concat((path ?? []).Skip(2).Select(part => char.IsAsciiDigit(part[0]) ? $"[{part}]" : $".{part}"));

    /// <summary>The serializer checks for null what is a property, not what is in a list.</summary>
    private static IEnumerable<object?> Entries(ArticleInput article) =>
        [.. article.Channels, .. article.Keywords, .. article.Companies, .. article.Authors, .. article.Related];

    /// <summary>The contract's <c>DateTime</c>.</summary>
    private sealed class InstantConverter : JsonConverter<DateTime>
    {
        private static readonly InstantType Instant = new();

        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && Instant.CanParseValue(text)
                ? (DateTime)Instant.ParseValue(text)! // not null for text
                : throw new JsonException("An instant is a string such as \"2025-01-02T08:30:00Z\" (RFC 3339).");

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue((string)Instant.Serialize(value)!); // not null for an instant
    }
}
