using Engagement.Data;

namespace Engagement.Graph;

/// <summary>Refusals of texts as the typed error.</summary>
internal static class InputChecks
{
    /// <summary>The error of a refused text, naming the field and the limit; null if it was not refused.</summary>
    public static InvalidInput? At(this TextRefusal? refusal, params string[] path) => refusal is not { } found ? null : new(
        found.Problem switch
        {
            TextProblem.Missing => $"`{path[^1]}` is empty.",
            TextProblem.TooLong => $"`{path[^1]}` has more than {found.Limit} characters.",
            TextProblem.TooManyBytes => $"`{path[^1]}` has more than {found.Limit} bytes of UTF-8.",
            _ => $"`{path[^1]}` has characters that are not allowed.",
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
}
