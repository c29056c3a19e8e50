using System.Net;
using Engagement.Server.Auth;
using GraphQLParser.AST;
using Xunit;

namespace Engagement.Server.Tests.Auth;

public sealed class OperationLimitsTests
{
    private static readonly IPAddress Home = IPAddress.Parse("203.0.113.9");

    [Theory]
    [InlineData(OperationType.Query)]
    [InlineData(OperationType.Mutation)]
    [InlineData(OperationType.Subscription)]
    public void A_caller_may_do_so_much_and_others_and_other_kinds_are_not_touched(OperationType kind)
    {
        using var limits = Limits(perCaller: 3, perAddress: 0);
        for (var i = 0; i < 3; i++)
            Assert.True(limits.TryAcquire("ada", Home, kind).IsAllowed);
        var (allowed, retryAfter, limit) = limits.TryAcquire("ada", Home, kind);
        Assert.False(allowed);
        Assert.InRange(retryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        Assert.Matches("^3 (queries|mutations|subscriptions) a minute for each caller$", limit);
        Assert.True(limits.TryAcquire("bob", Home, kind).IsAllowed);
        Assert.True(limits.TryAcquire(null, Home, kind).IsAllowed);
        foreach (var other in Enum.GetValues<OperationType>().Where(other => other != kind))
            Assert.True(limits.TryAcquire("ada", Home, other).IsAllowed);
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.10", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("fe80::1%2", "fe80::2%3", true)]
    public void Addresses_count_alone_or_by_their_network(string first, string second, bool together)
    {
        using var limits = Limits(perCaller: 0, perAddress: 1);
        Assert.True(limits.TryAcquire(null, IPAddress.Parse(first), OperationType.Query).IsAllowed);
        Assert.Equal(!together, limits.TryAcquire("ada", IPAddress.Parse(second), OperationType.Query).IsAllowed);
    }

    [Fact]
    public void Many_tokens_do_not_help_one_address()
    {
        using var limits = Limits(perCaller: 10, perAddress: 5);
        Assert.Equal(5, Enumerable.Range(0, 50).Count(i => limits.TryAcquire($"reader {i}", Home, OperationType.Mutation).IsAllowed));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public void Each_can_be_switched_off(int? off)
    {
        using var limits = Limits(off, off);
        Assert.Equal(5000, Enumerable.Range(0, 5000).Count(_ => limits.TryAcquire("ada", null, OperationType.Mutation).IsAllowed));
    }

    [Fact]
    public async Task What_was_used_comes_back_after_the_time_that_was_told()
    {
        using var limits = Limits(perCaller: 60, perAddress: null);
        OperationPermit refused;
        do
            refused = limits.TryAcquire("ada", Home, OperationType.Query);
        while (refused.IsAllowed);
        Assert.InRange(refused.RetryAfter, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!limits.TryAcquire("ada", Home, OperationType.Query).IsAllowed)
            await Task.Delay(20, patience.Token);
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_there_is()
    {
        using var limits = Limits(perCaller: 100, perAddress: 0);
        var allowed = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(
            () => Enumerable.Range(0, 200).Count(_ => limits.TryAcquire("ada", Home, OperationType.Query).IsAllowed),
            TestContext.Current.CancellationToken)));
        Assert.InRange(allowed.Sum(), 100, 103); // one comes back every 0.6 s
    }

    private static OperationLimits Limits(int? perCaller, int? perAddress) => new(new OperationLimitOptions
    {
        QueriesPerCaller = perCaller,
        MutationsPerCaller = perCaller,
        SubscriptionsPerCaller = perCaller,
        QueriesPerAddress = perAddress,
        MutationsPerAddress = perAddress,
        SubscriptionsPerAddress = perAddress,
    });
}
