using Engagement.Data;

namespace Engagement.Graph;

/// <summary>Refusals of texts as the typed error.</summary>
internal static class InputChecks
{
    /// <summary>The error of a refused text, naming the field and the limit; null if it was not refused.</summary>
    /// <param name="refusal">From <see cref="TextRules"/>.</param>
    /// <param name="path">Of the field; the message calls it by its last part that is not the index in a list.</param>
    public static InvalidInput? At(this TextRefusal? refusal, params string[] path) => refusal is not { } found ? null : new(
        found.Problem switch
        {
            TextProblem.Missing => $"`{NameOf(path)}` is empty.",
            TextProblem.TooLong => $"`{NameOf(path)}` has more than {found.Limit} characters.",
            TextProblem.TooManyBytes => $"`{NameOf(path)}` has more than {found.Limit} bytes of UTF-8.",
            _ => $"`{NameOf(path)}` has characters that are not allowed.",
        },
        path,
        found.Problem switch
        {
            TextProblem.Missing => InputProblem.Missing,
            TextProblem.TooLong => InputProblem.TooLong,
            TextProblem.TooManyBytes => InputProblem.TooManyBytes,
            _ => InputProblem.Malformed,
        },
        found.Limit);

    /// <summary>The error of a text in `idempotencyKey` that is none, or null; null is none that was given.</summary>
    public static InvalidInput? CheckIdempotencyKey(string? key) =>
        key is null ? null : TextRules.CheckKey(key, IdempotencyKey.MaxLength).At("idempotencyKey");

    private static string NameOf(string[] path) => Array.FindLast(path, part => !char.IsAsciiDigit(part[0])) ?? path[^1];
}
