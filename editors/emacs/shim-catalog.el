;;; shim-catalog.el --- Edit models.json -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; A major mode of its own for models.json, so that no other mode's server
;; takes the file, and no other mode loses its server.  Diagnostics,
;; completion and explanations come from `shim-lsp lsp' through Eglot, which
;; is part of Emacs 29 and later.

;;; Code:

(require 'shim-rpc)

(defvar eglot-server-programs)
(declare-function eglot-ensure "eglot")
(declare-function eglot-current-server "eglot")

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
    (unless (assq 'shim-catalog-mode eglot-server-programs)
      (push '(shim-catalog-mode . shim-catalog-contact) eglot-server-programs))
    (eglot-ensure)))

(defun shim-catalog--send-settings ()
  "Send `shim-settings' to the servers that Eglot has for catalogs."
  (let (told)
    (dolist (buffer (buffer-list))
      (with-current-buffer buffer
        (when-let ((server (and (eq major-mode 'shim-catalog-mode)
                                (fboundp 'eglot-current-server)
                                (eglot-current-server))))
          (unless (memq server told)
            (push server told)
            (jsonrpc-notify server :workspace/didChangeConfiguration
                            (list :settings (list :shim (shim--settings))))))))))

(add-hook 'shim--settings-hook #'shim-catalog--send-settings)

(put 'shim-catalog-mode 'eglot-language-id "jsonc") ; comments and trailing commas are allowed

(defconst shim-catalog--keywords
  '(("\\(\"\\(?:[^\"\\\n]\\|\\\\.\\)*\"\\)[ \t]*:" 1 font-lock-variable-name-face t)
    ("\\_<\\(?:true\\|false\\|null\\)\\_>" . font-lock-constant-face))
  "What stands out, besides strings and comments.")

(defvar shim-catalog-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (dolist (character '(?- ?. ?:)) ; slugs and names of models are symbols
      (modify-syntax-entry character "_" table))
    table)
  "Strings, comments and brackets of JSON with comments.")

(defun shim-catalog-indent-line ()
  "Indent the line by two columns for each bracket around it."
  (let* ((state (save-excursion (syntax-ppss (line-beginning-position))))
         (column (save-excursion
                   (back-to-indentation)
                   (* 2 (max 0 (- (car state) (if (looking-at-p "[]}]") 1 0)))))))
    (if (or (nth 3 state) (nth 4 state))
        'noindent
      (if (> (current-column) (current-indentation))
          (save-excursion (indent-line-to column))
        (indent-line-to column)))))

;; It derives from no JSON mode: Eglot would give the file to that mode's server.
;;;###autoload
(define-derived-mode shim-catalog-mode prog-mode "Models"
  "Major mode for models.json, the catalog of language models."
  (setq-local font-lock-defaults '(shim-catalog--keywords)
              comment-start "// "
              comment-end ""
              indent-line-function #'shim-catalog-indent-line
              indent-tabs-mode nil)
  (when shim-catalog-eglot
    (shim-catalog-start)))

(provide 'shim-catalog)
;;; shim-catalog.el ends here
