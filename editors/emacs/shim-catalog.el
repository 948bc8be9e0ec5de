;;; shim-catalog.el --- Edit models.json -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A major mode of its own for models.json, so that the JSON modes keep
;; their own server.  Diagnostics, completion and quick fixes come from
;; `shim-lsp lsp' through Eglot, which is part of Emacs 29 and later.

;;; Code:

(require 'js)
(require 'shim-rpc)

(defvar eglot-server-programs)
(declare-function eglot-ensure "eglot")

(defcustom shim-catalog-eglot t
  "Non-nil means that `shim-catalog-mode' turns Eglot on."
  :type 'boolean
  :group 'shim)

(defun shim-catalog-contact (&rest _)
  "Return the contact of the server, for Eglot."
  (append shim-command '("lsp")
          (when shim-settings
            (list :initializationOptions (list :settings (shim--settings))))))

(defun shim-catalog-start ()
  "Start Eglot for this buffer, if it is installed."
  (interactive)
  (if (not (require 'eglot nil t))
      (message "Shim: no diagnostics and completion without Eglot.  \
Run M-x package-install RET eglot")
    ;; Eglot takes the first entry that fits, and this mode derives from `js-mode'.
    (unless (assq 'shim-catalog-mode eglot-server-programs)
      (push '(shim-catalog-mode . shim-catalog-contact) eglot-server-programs))
    (eglot-ensure)))

;; The catalog has comments and trailing commas.
(put 'shim-catalog-mode 'eglot-language-id "jsonc")

;;;###autoload
(define-derived-mode shim-catalog-mode js-mode "Models"
  "Major mode for models.json, the catalog of language models."
  (setq-local js-indent-level 2)
  (when shim-catalog-eglot
    (shim-catalog-start)))

(provide 'shim-catalog)
;;; shim-catalog.el ends here
