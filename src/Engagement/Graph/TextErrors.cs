using Engagement.Data;

namespace Engagement.Graph;

/// <summary>A refused text as an error of the payload.</summary>
internal static class TextErrors
{
    /// <summary>The error for the field at <paramref name="path"/>, such as <c>articles, 3, title</c>.</summary>
    public static InvalidInput ToError(this TextRefusal refusal, IReadOnlyList<string> path)
    {
        var field = path.LastOrDefault(part => !char.IsAsciiDigit(part[0]));
        return refusal.Problem switch
        {
            TextProblem.Missing => new($"`{field}` is empty.", path, InputProblem.Missing),
            TextProblem.TooLong => new($"`{field}` has more than {refusal.Limit} characters.", path, InputProblem.TooLong, refusal.Limit),
            TextProblem.TooManyBytes => new($"`{field}` has more than {refusal.Limit} bytes of UTF-8.", path, InputProblem.TooManyBytes, refusal.Limit),
            _ => new($"`{field}` has a character or outer white space that it may not have.", path, InputProblem.Malformed),
        };
    }
}
