using System.Text;
using Engagement.Transport;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Engagement.Server.Tests.Transport;

/// <summary>Fields that do what a transport must survive.</summary>
internal sealed class MiniSchema : Schema
{
    public MiniSchema(IServiceProvider services, MiniWorld world)
        : base(services)
    {
        Query = QueryOf(world);
        Mutation = MutationOf(world);
        Subscription = SubscriptionOf(world);
    }

    private static ObjectGraphType QueryOf(MiniWorld world)
    {
        var query = new ObjectGraphType { Name = "Query" };
        query.Field<NonNullGraphType<StringGraphType>>("echo").Argument<StringGraphType>("text").Resolve(c => c.GetArgument<string?>("text") ?? "nothing");
        query.Field<StringGraphType>("caller").Resolve(c => c.User?.Identity?.Name);
        query.Field<StringGraphType>("about").Resolve(c => c.UserContext["about"]);
        query.Field<BooleanGraphType>("scoped").Resolve(c => !c.RequestServices!.GetRequiredService<ScopeProbe>().IsDisposed);
        query.Field<StringGraphType>("wait").ResolveAsync(async c => await world.WaitAsync(c.CancellationToken));
        query.Field<StringGraphType>("crashOnCancel").ResolveAsync(async c =>
        {
            try
            {
                return await world.WaitAsync(c.CancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException("secret: a driver that was interrupted");
            }
        });
        query.Field<StringGraphType>("crash").Resolve(_ => throw new InvalidOperationException("secret connection string"));
        query.Field<NonNullGraphType<StringGraphType>>("crashAll").Resolve(_ => throw new InvalidOperationException("secret connection string"));
        query.Field<StringGraphType>("uncoded").Resolve(_ => throw new ExecutionError("secret", new FormatException("secret")));
        query.Field<StringGraphType>("unwritable").Resolve(_ => "x").Type(new NonNullGraphType(new UnwritableGraphType()));
        query.Field<NonNullGraphType<StringGraphType>>("signIn").Resolve(_ => throw new ExecutionError("Sign in.") { Code = "UNAUTHENTICATED" });
        query.Field<StringGraphType>("signInHere").Resolve(_ => throw new ExecutionError("Sign in.") { Code = "UNAUTHENTICATED" });
        return query;
    }

    private static ObjectGraphType MutationOf(MiniWorld world)
    {
        var mutation = new ObjectGraphType { Name = "Mutation" };
        mutation.Field<NonNullGraphType<IntGraphType>>("add").Argument<NonNullGraphType<IntGraphType>>("by").Resolve(c => world.Total += c.GetArgument<int>("by"));
        mutation.Field<StringGraphType>("wait").ResolveAsync(async c => await world.WaitAsync(c.CancellationToken));
        return mutation;
    }

    private static ObjectGraphType SubscriptionOf(MiniWorld world)
    {
        var subscription = new ObjectGraphType { Name = "Subscription" };
        subscription.Field<NonNullGraphType<IntGraphType>>("count").Argument<NonNullGraphType<IntGraphType>>("to")
            .Resolve(c => c.Source)
            .ResolveStream(c => new CountSource(c.GetArgument<int>("to")));
        subscription.Field<NonNullGraphType<StringGraphType>>("ticks")
            .Resolve(c => c.Source as string == "crash" ? throw new InvalidOperationException("secret") : c.Source)
            .ResolveStream(_ => world.Ticks);
        subscription.Field<StringGraphType>("caller").Resolve(c => c.User?.Identity?.Name).ResolveStream(_ => new CountSource(1));
        subscription.Field<BooleanGraphType>("scoped")
            .Resolve(c => !c.RequestServices!.GetRequiredService<ScopeProbe>().IsDisposed)
            .ResolveStream(_ => world.Ticks);
        subscription.Field<StringGraphType>("unknown").Resolve(c => c.Source)
            .ResolveStream(_ => throw new ExecutionError("No such article.") { Code = "NOT_FOUND" });
        subscription.Field<StringGraphType>("broken").Resolve(c => c.Source).ResolveStream(_ => new BrokenSource());
        subscription.Field<StringGraphType>("crash").Resolve(c => c.Source)
            .ResolveStream(_ => throw new InvalidOperationException("secret"));
        return subscription;
    }

    /// <summary>A scalar whose value no serializer can write.</summary>
    private sealed class UnwritableGraphType : StringGraphType
    {
        public UnwritableGraphType() => Name = "Unwritable";

        public override object? Serialize(object? value) => new Func<int>(() => 1);
    }
}

/// <summary>Events that are bytes are handed on as results that are serialised already.</summary>
internal sealed class MiniSubscriptionStrategy : SubscriptionExecutionStrategy
{
    protected override ValueTask<ExecutionResult> ProcessDataAsync(ExecutionContext context, ExecutionNode node, object? value) =>
        value is string text && text.StartsWith("shared:", StringComparison.Ordinal)
            ? ValueTask.FromResult<ExecutionResult>(new SharedExecutionResult(Encoding.UTF8.GetBytes(text["shared:".Length..])))
            : base.ProcessDataAsync(context, node, value);
}
