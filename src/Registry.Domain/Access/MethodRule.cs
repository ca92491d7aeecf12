using System.Collections.Immutable;

namespace Registry.Domain.Access;

/// <summary>What the contract says about one method; read from the options of the protos.</summary>
/// <param name="Method">Full name, e.g. <c>registry.v1.IdentityService/GetIdentity</c>.</param>
/// <param name="Scope">Scope that the token must carry.</param>
/// <param name="Purposes">Purposes that the method serves.</param>
/// <param name="Classes">Classes that the method may touch at all.</param>
/// <param name="NeedsAll">An act needs every class it touches; a read takes what is permitted.</param>
public sealed record MethodRule(
    string Method, string Scope, ImmutableHashSet<Purpose> Purposes, ImmutableHashSet<FieldClass> Classes, bool NeedsAll);
