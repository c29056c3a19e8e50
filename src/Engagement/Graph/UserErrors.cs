using GraphQL;

namespace Engagement.Graph;

/// <summary>What a correct client can meet. Select `code message path`, and a fragment for what a member adds.</summary>
[Name("UserError")]
public interface IUserError
{
    /// <summary>English, for developers.</summary>
    string Message { get; }

    /// <summary>Stable, the type's name in SCREAMING_SNAKE_CASE: what one translates.</summary>
    string Code { get; }

    /// <summary>Where in the input, such as ["articles", "3", "title"].</summary>
    IReadOnlyList<string>? Path { get; }
}

/// <summary>What all typed errors share.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">Where in the input, or null.</param>
public abstract record UserError(string Message, IReadOnlyList<string>? Path) : IUserError
{
    /// <summary>Stable, the type's name in SCREAMING_SNAKE_CASE: what one translates.</summary>
    public string Code => CodeOf(GetType());

    /// <summary>The code of an error type.</summary>
    internal static string CodeOf(Type error) =>
        string.Concat(error.Name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}

/// <summary>A value in the input is not acceptable.</summary>
/// <param name="Message">English, for developers; names the field and the limit.</param>
/// <param name="Path">The field.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Limit">The limit that was passed, where there is one.</param>
public sealed record InvalidInput(string Message, IReadOnlyList<string>? Path, InputProblem Problem, int? Limit = null) : UserError(Message, Path);

/// <summary>What is wrong with a value.</summary>
public enum InputProblem
{
    /// <summary>It is empty, or nothing but white space.</summary>
    Missing,

    /// <summary>It has more characters than `limit`.</summary>
    TooLong,

    /// <summary>It has more bytes of UTF-8 than `limit`.</summary>
    TooManyBytes,

    /// <summary>The list has more entries than `limit`.</summary>
    TooMany,

    /// <summary>It is not of the form asked for.</summary>
    Malformed,

    /// <summary>It is a number or day beyond `limit`.</summary>
    OutOfRange,

    /// <summary>Another article has this URL or key.</summary>
    Taken,

    /// <summary>It names nothing that there is.</summary>
    Unknown,

    /// <summary>Together with another value of the input it can never hold.</summary>
    Contradictory,

    /// <summary>The site takes none of this kind.</summary>
    NotTaken,
}

/// <summary>What an id or key names is unknown, or not for this caller.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the id.</param>
public sealed record NotFound(string Message, IReadOnlyList<string>? Path) : UserError(Message, Path);

/// <summary>The same idempotency key came with another input.</summary>
/// <param name="Message">English, for developers.</param>
/// <param name="Path">The field with the key.</param>
public sealed record IdempotencyKeyReused(string Message, IReadOnlyList<string>? Path) : UserError(Message, Path)
{
    internal static IdempotencyKeyReused ByOtherInput { get; } = new("The idempotency key was used with another input.", ["idempotencyKey"]);
}
