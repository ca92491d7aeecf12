namespace Registry.Tool.Demo;

/// <summary>What the player cannot do as a gRPC client: get tokens, take the log out, and play the attacker.</summary>
internal interface IDemoHost
{
    /// <summary>Where the running registry serves gRPC.</summary>
    Uri Grpc { get; }

    /// <summary>The day on which the server started, or to which it was moved.</summary>
    DateOnly? LawDate { get; }

    /// <summary>
    /// Moves the law clock: the server stops and starts again on the same directory. Its address may be another one then; log, keys and records
    /// go on.
    /// </summary>
    Task MoveTo(DateOnly lawDate);

    /// <summary>A token of the development issuer.</summary>
    string Token(TokenRequest request);

    /// <summary>
    /// Takes the log out as it is stored now, with the signed checkpoints: after <see cref="ChangeOneByte"/> the directory holds the record
    /// with the changed byte, and <c>registry-verify</c> names it.
    /// </summary>
    /// <returns>The directory; its file <c>policy</c> has the log's verifier keys.</returns>
    Task<string> ExportLog();

    /// <summary>Runs <c>registry-verify</c> with the arguments.</summary>
    /// <returns>Its exit code, and what it printed.</returns>
    Task<(int ExitCode, string Output)> RegistryVerify(params string[] args);

    /// <summary>As the database superuser, triggers off: changes one byte of the stored record of a leaf.</summary>
    /// <returns>What was changed, in a sentence for the transcript.</returns>
    Task<string> ChangeOneByte(long leafIndex);

    /// <summary>Puts the byte back.</summary>
    Task RestoreByte();

    /// <summary>Keeps a proof as a file.</summary>
    /// <returns>Path of the file.</returns>
    Task<string> SaveProof(string recordId, string proofText);
}

/// <summary>One token for one call.</summary>
/// <param name="Agency">Code of the agency.</param>
/// <param name="Officer">Id of the officer within it.</param>
/// <param name="Scope">Scopes, separated by blanks.</param>
/// <param name="Purpose">The one purpose that the token allows, without prefix: <c>TREATMENT</c>.</param>
internal sealed record TokenRequest(string Agency, string Officer, string Scope, string Purpose);
