using Grpc.Core;
using Registry.Domain.Access;

namespace Registry.Server.Pipeline;

/// <summary>Why a call gets no answer. Thrown inside the call, mapped to status and text in <see cref="Failures"/> and nowhere else.</summary>
/// <remarks>Carries names of fields and codes, never a value of a person.</remarks>
internal sealed class CallFailedException(StatusCode status, string reason, IReadOnlyList<FieldProblem> fields, Refusal? refusal)
    : Exception(reason)
{
    public StatusCode Status { get; } = status;

    /// <summary>Stable, upper snake case; goes into <c>google.rpc.ErrorInfo.reason</c> and into the line.</summary>
    public string Reason { get; } = reason;

    public IReadOnlyList<FieldProblem> Fields { get; } = fields;

    /// <summary>The law's own refusal, when it was the law.</summary>
    public Refusal? Refusal { get; } = refusal;
}

/// <summary>One field of a request that is not as expected. Names the field and what is expected, never what was sent.</summary>
internal sealed record FieldProblem(string Field, Expected Expected);
