using Engagement.Comments;

namespace Engagement.Server.Tests.Model;

/// <summary>One mutation as it is sent, and what the model says of it.</summary>
/// <param name="Actor">Who sends it.</param>
/// <param name="Mutation">Its field.</param>
/// <param name="Input">Its input.</param>
/// <param name="Selection">What of the payload is compared.</param>
/// <param name="Play">Does the same in the model; called once the answer is there.</param>
internal sealed record Call(ModelReader Actor, string Mutation, object Input, string Selection, Func<Outcome> Play)
{
    /// <summary>What is compared of a comment in a payload.</summary>
    public const string Comment = "comment { id state body replyCount }";

    /// <summary>By which it is counted.</summary>
    public string Name { get; init; } = Mutation;

    /// <summary>The input's type, named after the mutation; pinning and unpinning share one.</summary>
    public string InputType => Mutation == "unpinComment" ? "PinCommentInput" : $"{char.ToUpperInvariant(Mutation[0])}{Mutation[1..]}Input";
}

/// <summary>What the model expects of an answer.</summary>
/// <param name="Errors">Codes.</param>
/// <param name="Payload">What the selection shows; worked out after <paramref name="Made"/> has its id.</param>
/// <param name="Made">The comment that the call makes; null if none.</param>
/// <param name="Founded">The only article that the call makes, which its payload shows; null if none.</param>
internal sealed record Outcome(IReadOnlyList<string> Errors, Func<object>? Payload, ModelComment? Made = null, ModelArticle? Founded = null)
{
    public static Outcome Refused(string code) => new([code], null);

    public static Outcome Done(Func<object> payload, ModelComment? made = null) => new([], payload, made);

    /// <summary>A payload that shows a comment, as a sight has it; null shows none.</summary>
    public static Outcome Shows(ModelComment? comment, Sight? sight, ModelComment? made = null) =>
        Done(() => new { comment = comment is not null && sight is { } s ? Seen.Brief(comment, s) : null }, made);

    public override string ToString() => Errors.Count == 0 ? "done" : string.Join(", ", Errors);
}
