using Engagement.Data;
using Engagement.Transport.Errors;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Engagement.Server.Operations;

/// <summary>Top-level errors after which the same operation may be tried again.</summary>
internal static class Refusals
{
    /// <param name="code">Of <c>extensions.code</c>.</param>
    /// <param name="message">English, for developers.</param>
    /// <param name="after">Told in whole seconds, at least one.</param>
    public static ExecutionError RetryLater(string code, string message, TimeSpan after) =>
        new(message) { Code = code, Extensions = new Dictionary<string, object?> { ["retryAfter"] = Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) } };

    /// <summary>Answers a write that found its queue full as OVERLOADED, and one that waited too long for others' locks as TIMEOUT.</summary>
    internal sealed class Overload : BaseSchemaNodeVisitor
    {
        public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
        {
            if (type != schema.Mutation || field.Resolver is not { } inner)
                return;
            field.Resolver = new FuncFieldResolver<object?>(async context =>
            {
                try
                {
                    return await inner.ResolveAsync(context);
                }
                catch (OverloadedException e)
                {
                    throw RetryLater(ErrorCodes.Overloaded, "Too many writes wait; nothing was written.", e.RetryAfter);
                }
                catch (TimeoutException)
                {
                    throw new ExecutionError("The write took too long; nothing was written.") { Code = ErrorCodes.Timeout };
                }
            });
        }
    }
}
