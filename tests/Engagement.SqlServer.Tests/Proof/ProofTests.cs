using Xunit;

namespace Engagement.SqlServer.Tests.Proof;

/// <summary>The check is checked: each kept statement is seen by whom it must be seen by, and the right ones by nobody.</summary>
public sealed class ProofTests(ProofTests.Runs runs) : IClassFixture<ProofTests.Runs>
{
    public static TheoryData<string, string> Wrong { get; } = Names(
        (Instrument.Parser, WrongForTheParser.All), (Instrument.Binder, WrongReads.All), (Instrument.Binder, WrongWrites.All),
        (Instrument.Lint, WrongForTheLint.All));

    public static TheoryData<string> Unseen { get; } = new(SeenByNobody.All.Select(k => k.Name));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_statement_is_seen(string by, string name) =>
        Assert.Contains(runs.OfWrong[name], f => f.Instrument.ToString() == by);

    [Theory]
    [MemberData(nameof(Unseen))]
    public void A_wrong_statement_that_nobody_sees_is_a_known_limit(string name) => Assert.Empty(runs.OfWrong[name]);

    [Fact]
    public void Right_statements_have_no_finding() => Assert.Empty(runs.OfRight);

    private static TheoryData<string, string> Names(params (Instrument By, IReadOnlyList<Kept> Kept)[] lists)
    {
        var data = new TheoryData<string, string>();
        foreach (var (by, kept) in lists)
        {
            foreach (var statement in kept)
                data.Add(by.ToString(), statement.Name);
        }
        return data;
    }

    /// <summary>Two models for all: one for what is right, as in real use, and one for what is wrong.</summary>
    public sealed class Runs
    {
        internal ILookup<string, Finding> OfWrong { get; }

        internal IReadOnlyList<Finding> OfRight { get; }

        public Runs()
        {
            var check = SqlServerCheck.Of(CheckedModels.Sample);
            IReadOnlyList<Kept>[] wrong = [WrongForTheParser.All, WrongReads.All, WrongWrites.All, WrongForTheLint.All, SeenByNobody.All];
            OfWrong = check.Run([.. wrong.SelectMany(w => w).Select(k => k.Statement)]).ToLookup(f => f.Origin);
            OfRight = check.Run([.. RightStatements.All.Select(k => k.Statement)]);
        }
    }
}
