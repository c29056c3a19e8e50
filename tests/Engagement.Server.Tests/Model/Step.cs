using CsCheck;

namespace Engagement.Server.Tests.Model;

/// <summary>What somebody does.</summary>
internal enum Act
{
    Post, Reply, Repeat, Edit, Delete, React, Unreact, ReactToArticle, UnreactToArticle, Share, Visit, Follow, Report,
    Remove, Restore, Approve, Pin, Unpin, Commenting, Ban, Unban,
    Register, Merge, PostByTicket, Wait, Close,
}

/// <summary>
/// One step of a random sequence. The numbers choose among what is there when the step is taken, so that every sequence,
/// and every part of one, can be played.
/// </summary>
/// <param name="Act">What is done.</param>
/// <param name="Who">Chooses the one who does it.</param>
/// <param name="Where">Chooses the article.</param>
/// <param name="Which">Chooses the comment or reader.</param>
/// <param name="How">Chooses a variant.</param>
/// <param name="Extra">Chooses a second variant.</param>
internal sealed record Step(Act Act, int Who, int Where, int Which, int How, int Extra)
{
    private static readonly Gen<int> Choice = Gen.Int[0, 999];

    /// <summary>Posts and decisions about them come often, what changes the ground under them seldom.</summary>
    private static readonly Gen<Act> Acts = Gen.Frequency(
        [
            (6, Gen.Const(Act.Post)), (22, Gen.Const(Act.Reply)), (3, Gen.Const(Act.Repeat)), (7, Gen.Const(Act.Edit)), (5, Gen.Const(Act.Delete)),
            (9, Gen.Const(Act.React)), (4, Gen.Const(Act.Unreact)), (8, Gen.Const(Act.ReactToArticle)), (3, Gen.Const(Act.UnreactToArticle)), (6, Gen.Const(Act.Share)), (5, Gen.Const(Act.Visit)), (5, Gen.Const(Act.Follow)), (6, Gen.Const(Act.Report)),
            (6, Gen.Const(Act.Remove)), (5, Gen.Const(Act.Restore)), (6, Gen.Const(Act.Approve)), (7, Gen.Const(Act.Pin)), (3, Gen.Const(Act.Unpin)),
            (5, Gen.Const(Act.Commenting)), (3, Gen.Const(Act.Ban)), (3, Gen.Const(Act.Unban)),
            (4, Gen.Const(Act.Register)), (5, Gen.Const(Act.Merge)), (5, Gen.Const(Act.PostByTicket)), (2, Gen.Const(Act.Wait)), (1, Gen.Const(Act.Close)),
        ]);

    /// <summary>Whole sequences.</summary>
    public static Gen<Step[]> Sequences { get; } =
        Gen.Select(Acts, Choice, Choice, Choice, Choice, Choice, (act, who, where, which, how, extra) => new Step(act, who, where, which, how, extra))
            .Array[80, 160];
}
