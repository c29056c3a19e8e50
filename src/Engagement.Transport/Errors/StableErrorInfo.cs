using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace Engagement.Transport.Errors;

/// <summary>
/// Writes `message` and `extensions` of an error: a stable code, the rule of a validation error, and what the error's
/// author added. The engine's own writer would show class names of exceptions.
/// </summary>
internal sealed class StableErrorInfo : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var code = ErrorCodes.Of(executionError);
        if (code is null)
            return new ErrorInfo { Message = "Internal error.", Extensions = new Dictionary<string, object?> { ["code"] = ErrorCodes.Internal } };

        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (code == ErrorCodes.ValidationFailed && executionError is ValidationError { Number: { } rule })
            extensions["rule"] = rule;
        foreach (var (key, value) in executionError.Extensions ?? [])
            extensions.TryAdd(key, value);
        return new ErrorInfo { Message = executionError.Message, Extensions = extensions };
    }
}
