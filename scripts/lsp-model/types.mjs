// From TypeScript's declarations to the model's types. They are read as syntax: to the type checker `uinteger` is a number like any
// other, and only its name says that it has no sign.
import ts from "typescript";

// The meta model's base types, and the three that stand for any JSON: to TypeScript aliases of `number`, `string` and `any`.
const base = new Set(["integer", "uinteger", "decimal", "URI", "DocumentUri", "LSPAny", "LSPObject", "LSPArray"]);

const keywords = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.BooleanKeyword, "boolean"],
  [ts.SyntaxKind.NumberKeyword, "integer"], // written where vscode-jsonrpc declares a token or an id: JSON-RPC's are integers
  [ts.SyntaxKind.AnyKeyword, "LSPAny"],
  [ts.SyntaxKind.VoidKeyword, "null"], // a result of nothing goes over the wire as null
]);

/** The named types that were met on the way: a structure as its members, what it inherits among them, an alias as text. */
export class LspTypes {
  #checker;
  #symbols = new Map();
  all = {};

  constructor(checker) {
    this.#checker = checker;
  }

  /**
   * A type as the model writes it: `integer | string`, `Position[]`, `map<DocumentUri, TextEdit[]>`, `'begin'`, a name.
   * @param {string} owner what an unnamed structure is called: the name of the type and of the member that it stands in.
   */
  text(node, owner) {
    if (keywords.has(node.kind)) {
      return keywords.get(node.kind);
    } else if (ts.isParenthesizedTypeNode(node)) {
      return this.text(node.type, owner);
    } else if (ts.isLiteralTypeNode(node)) {
      return literal(node.literal);
    } else if (ts.isUnionTypeNode(node)) {
      // `undefined` cannot be said in JSON: it is TypeScript's other way to write that a member may be absent.
      const parts = node.types.filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword);
      return [...new Set(parts.map((part) => this.text(part, owner)))].join(" | ");
    } else if (ts.isArrayTypeNode(node)) {
      const element = this.text(node.elementType, owner);
      return element.includes(" | ") ? `(${element})[]` : `${element}[]`;
    } else if (ts.isTupleTypeNode(node)) {
      return `[${node.elements.map((element) => this.text(element, owner)).join(", ")}]`;
    } else if (ts.isTypeQueryNode(node)) {
      const { type, initializer } = this.#symbolOf(node.exprName).valueDeclaration; // `typeof Kind.Full`: a constant
      return type ? this.text(type, owner) : literal(initializer);
    } else if (ts.isTypeReferenceNode(node)) {
      return this.#reference(node);
    } else if (isStructure(node)) {
      return this.#named(owner, () => this.#members(node, owner));
    } else if (ts.isTypeLiteralNode(node)) {
      const [{ parameters, type }] = node.members;
      return `map<${this.text(parameters[0].type, owner)}, ${this.text(type, owner)}>`;
    }

    throw unsupported(node);
  }

  #reference(node) {
    const symbol = this.#symbolOf(node.typeName ?? node.expression);
    const name = symbol.name;
    if (base.has(name)) {
      return name;
    } else if (symbol.flags & ts.SymbolFlags.TypeParameter) {
      return "LSPAny"; // what only the two sides know: `experimental`, `data`
    }

    const declaration = symbol.declarations?.find((one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one));
    if (!declaration || node.typeArguments?.some((argument) => this.text(argument, name) !== "LSPAny")) {
      throw unsupported(node);
    }

    if ((this.#symbols.get(name) ?? symbol) !== symbol) {
      throw new Error(`Two types are called ${name}.`);
    }

    this.#symbols.set(name, symbol);
    const body = declaration.type ?? declaration;
    return this.#named(name, () => (isStructure(body) ? this.#members(body, name) : this.text(body, name)));
  }

  #named(name, make) {
    if (!(name in this.all)) {
      this.all[name] = null; // a type may speak of itself
      this.all[name] = make();
    }

    return name;
  }

  /** A structure's members: those of what it extends or is an intersection of, then its own, which win. */
  #members(node, owner) {
    if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
      let members = this.#reference(node);
      while (typeof members === "string") {
        members = this.all[members]; // an alias of a structure is one as well
      }

      return members ?? throws(unsupported(node));
    }

    const inherited = ts.isIntersectionTypeNode(node)
      ? node.types
      : (node.heritageClauses ?? []).flatMap((clause) => clause.types);
    const own = (node.members ?? [])
      .filter((member) => !ts.isIndexSignatureDeclaration(member)) // beside named members it admits more; the meta model does not
      .map((member) => this.#member(member, owner));
    return Object.assign({}, ...inherited.map((part) => this.#members(part, owner)), ...own);
  }

  #member(node, owner) {
    if (!ts.isPropertySignature(node)) {
      throw unsupported(node);
    }

    const name = node.name.text;
    return { [node.questionToken ? `${name}?` : name]: this.text(node.type, `${owner}.${name}`) };
  }

  #symbolOf(name) {
    const symbol = this.#checker.getSymbolAtLocation(name);
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }
}

/** Whether it has members of its own to name: not an alias of another type, nor a map, which has an index signature alone. */
function isStructure(node) {
  return ts.isInterfaceDeclaration(node) || ts.isIntersectionTypeNode(node) || (ts.isTypeLiteralNode(node) && !isMap(node));
}

function isMap(node) {
  return node.members.length === 1 && ts.isIndexSignatureDeclaration(node.members[0]);
}

/** A text in single quotes, however it is written; numbers and `null` as they stand. */
function literal(node) {
  return ts.isStringLiteral(node) ? `'${node.text}'` : node.getText();
}

function throws(error) {
  throw error;
}

function unsupported(node) {
  return new Error(`${node.getSourceFile().fileName}: the model has no word for \`${node.getText()}\`.`);
}
